"""The settings, read once from the environment or a .env file."""

from __future__ import annotations

import hmac
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal
from urllib.parse import unquote, urlsplit

import platformdirs
from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.errors import SettingsError
from bot.models import Language

if TYPE_CHECKING:
    from collections.abc import Mapping


def packaged_knowledge() -> Path:
    """The folder knowledge/ that came with the bot: inside an installed wheel, else beside the code."""
    package = Path(__file__).parent
    installed = package / "_knowledge"
    return installed if installed.is_dir() else package.parent / "knowledge"


def _of_locale(environment: Mapping[str, str]) -> Language:
    """The language of the messages that the locale asks for; Chinese where it asks for none."""
    locale = next(
        (value for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := environment.get(name))), ""
    )
    tag = locale.partition(".")[0].replace("_", "-").lower()
    if tag.startswith("en"):
        return Language.ENGLISH
    traditional = tag.startswith("zh") and any(part in tag for part in ("tw", "hk", "mo", "hant"))
    return Language.TRADITIONAL if traditional else Language.SIMPLIFIED


def message_language() -> Language:
    """The language of messages, also where the other settings cannot be read."""
    asked = os.environ.get("BOT_LANGUAGE", "")
    return Language(asked) if asked in set(Language) else _of_locale(os.environ)


class Settings(BaseSettings):
    """Everything that an operator may set; each field is the variable BOT_<NAME>."""

    model_config = SettingsConfigDict(
        env_prefix="BOT_",
        env_file=".env",
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
    )

    token: SecretStr | None = None
    api_url: str = "https://api.telegram.org/bot"
    proxy: SecretStr | None = None
    knowledge: Path = Field(default_factory=packaged_knowledge)
    state_dir: Path = Field(default_factory=lambda: platformdirs.user_state_path("article-bot"))
    messages_per_second: float = Field(default=30, ge=0, allow_inf_nan=False)
    database_url: SecretStr | None = None
    retention_days: int = Field(default=90, ge=1, le=36_500)
    webhook_url: str | None = None
    webhook_secret: SecretStr | None = None
    http_host: str = "127.0.0.1"
    http_port: int = Field(default=8080, ge=0, le=65_535)
    preview_token: SecretStr | None = None
    questions_per_minute: int = Field(default=20, ge=0)
    admin_ids: Annotated[frozenset[int], NoDecode] = frozenset()
    language: Language = Field(default_factory=lambda: _of_locale(os.environ))
    log_format: Literal["console", "json"] = "console"
    log_level: Literal["debug", "info", "warning", "error"] = "info"

    @field_validator("log_format", "log_level", mode="before")
    @classmethod
    def _lower(cls, value: object) -> object:
        return value.lower() if isinstance(value, str) else value

    @field_validator("admin_ids", mode="before")
    @classmethod
    def _separated(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        ids = [part.strip() for part in value.split(",") if part.strip()]
        if not all(part.isascii() and part.isdecimal() and len(part) < 20 for part in ids):
            raise ValueError("needs Telegram user ids parted by commas, such as 12345678, 87654321")
        return frozenset(map(int, ids))

    @field_validator("api_url")
    @classmethod
    def _is_bot_api(cls, value: str) -> str:
        message = "needs a URL that ends in /bot, such as https://api.telegram.org/bot"
        try:
            parts = urlsplit(value)
        except ValueError:
            raise ValueError(message) from None
        if parts.scheme not in {"http", "https"} or not parts.netloc or not value.endswith("/bot"):
            raise ValueError(message)
        return value

    @field_validator("proxy")
    @classmethod
    def _is_proxy(cls, value: SecretStr | None) -> SecretStr | None:
        try:
            parts = urlsplit(value.get_secret_value() if value else "http://127.0.0.1:1")
            known = parts.scheme in {"http", "https", "socks5", "socks5h"} and bool(
                parts.hostname and parts.port
            )
        except ValueError:
            known = False
        if not known:
            raise ValueError(
                "needs a URL with a port, such as http://127.0.0.1:7890 or socks5://user:password@host:1080"
            )
        return value

    @field_validator("knowledge", "state_dir")
    @classmethod
    def _at_home(cls, value: Path) -> Path:
        # In a .env file no shell has done it.
        return value.expanduser()

    @field_validator("database_url")
    @classmethod
    def _is_database(cls, value: SecretStr | None) -> SecretStr | None:
        try:
            parts = urlsplit(value.get_secret_value() if value else "sqlite:///")
            known = (
                parts.scheme.partition("+")[0] in {"sqlite", "postgresql", "postgres"}
                and (parts.port or 1) > 0
            )
        except ValueError:
            known = False
        if not known:
            raise ValueError(
                "needs a URL such as postgresql://user@host/name or sqlite:////var/lib/bot.sqlite"
            )
        return value

    @field_validator("webhook_url")
    @classmethod
    def _is_reachable(cls, value: str | None) -> str | None:
        try:
            parts = urlsplit(value or "")
            parts.port  # noqa: B018 - reading it is what finds an impossible one
        except ValueError:
            raise ValueError("needs a public https URL, such as https://bot.example.org/telegram") from None
        local = parts.scheme == "http" and parts.hostname in {"127.0.0.1", "localhost"}
        if value and not ((local or parts.scheme == "https") and parts.hostname and not parts.fragment):
            raise ValueError("needs a public https URL, such as https://bot.example.org/telegram")
        return value

    @field_validator("webhook_secret")
    @classmethod
    def _fits_the_header(cls, value: SecretStr | None) -> SecretStr | None:
        if value and not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", value.get_secret_value()):
            raise ValueError("needs 1 to 256 letters, digits, - or _")
        return value

    @field_validator("preview_token")
    @classmethod
    def _is_not_guessed(cls, value: SecretStr | None) -> SecretStr | None:
        if value and not re.fullmatch(r"[A-Za-z0-9_-]{20,256}", value.get_secret_value()):
            raise ValueError("needs 20 to 256 letters, digits, - or _, by chance")
        return value

    def require_token(self) -> str:
        """The bot's token in clear.

        Raises:
            SettingsError: no token is set.

        """
        if self.token is None:
            raise SettingsError(
                "BOT_TOKEN", "is not set; get a token from @BotFather and set it in the environment or .env"
            )
        return self.token.get_secret_value()

    def require_webhook_secret(self) -> str:
        """The secret that Telegram has to show, which is derived from the token unless it is set.

        So every replica has the same, without one being written down anywhere.

        Raises:
            SettingsError: no token is set.

        """
        if self.webhook_secret is not None:
            return self.webhook_secret.get_secret_value()
        return hmac.digest(self.require_token().encode(), b"webhook secret", "sha256").hex()

    def secrets(self) -> tuple[str, ...]:
        """All that must never be shown."""
        found = [self.token, self.webhook_secret, self.preview_token]
        urls = [each.get_secret_value() for each in (self.database_url, self.proxy) if each]
        passwords = [urlsplit(url).password for url in (*urls, self.webhook_url or "")]
        return (
            *(each.get_secret_value() for each in found if each),
            *((self.require_webhook_secret(),) if self.token else ()),
            *(shape for password in passwords if password for shape in (password, unquote(password))),
        )


def problems(error: ValidationError) -> list[SettingsError]:
    """Each problem that pydantic found, named by its variable; the value may be a secret and is left out."""
    return [
        SettingsError(
            "BOT_" + "_".join(str(part) for part in found["loc"]).upper(),
            found["msg"].removeprefix("Value error, "),
        )
        for found in error.errors(include_input=False, include_url=False)
    ]


def read_settings() -> Settings:
    """The settings as environment and .env give them.

    Raises:
        SettingsError: the first one that is unusable.

    """
    try:
        return Settings()
    except ValidationError as error:
        raise problems(error)[0] from None
    except UnicodeDecodeError:
        raise SettingsError(".env", "is not UTF-8; save it as UTF-8") from None
