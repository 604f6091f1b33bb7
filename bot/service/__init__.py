"""The service around the fronts: store, ingestion, HTTP endpoints, supervision."""
