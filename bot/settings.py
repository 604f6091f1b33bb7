"""The settings, read once from the environment or a .env file."""

from __future__ import annotations

from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

import platformdirs
from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.errors import SettingsError


def packaged_knowledge() -> Path:
    """The folder knowledge/ that came with the bot: inside an installed wheel, else beside the code."""
    package = Path(__file__).parent
    installed = package / "_knowledge"
    return installed if installed.is_dir() else package.parent / "knowledge"


class Settings(BaseSettings):
    """Everything that an operator may set; each field is the variable BOT_<NAME>."""

    model_config = SettingsConfigDict(
        env_prefix="BOT_", env_file=".env", env_file_encoding="utf-8", env_ignore_empty=True, extra="ignore", frozen=True
    )

    token: SecretStr | None = None
    api_url: str = "https://api.telegram.org/bot"
    knowledge: Path = Field(default_factory=packaged_knowledge)
    state_dir: Path = Field(default_factory=lambda: platformdirs.user_state_path("article-bot"))
    messages_per_second: float = Field(default=30, ge=0)
    log_format: Literal["console", "json"] = "console"
    log_level: Literal["debug", "info", "warning", "error"] = "info"

    @field_validator("log_format", "log_level", mode="before")
    @classmethod
    def _lower(cls, value: object) -> object:
        return value.lower() if isinstance(value, str) else value

    @field_validator("api_url")
    @classmethod
    def _is_bot_api(cls, value: str) -> str:
        parts = urlsplit(value)
        if parts.scheme not in {"http", "https"} or not parts.netloc or not value.endswith("/bot"):
            message = "needs a URL that ends in /bot, such as https://api.telegram.org/bot"
            raise ValueError(message)
        return value

    def require_token(self) -> str:
        """The bot's token in clear.

        Raises:
            SettingsError: no token is set.

        """
        if self.token is None:
            raise SettingsError("BOT_TOKEN", "is not set; get a token from @BotFather and set it in the environment or .env")
        return self.token.get_secret_value()


def problems(error: ValidationError) -> list[SettingsError]:
    """Each problem that pydantic found, named by its variable; the value itself, which may be a secret, is left out."""
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
