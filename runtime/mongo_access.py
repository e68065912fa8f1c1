"""How we reach MongoDB: name, password and certificates, as the driver's options."""

from typing import Any
from urllib.parse import urlsplit

from runtime.errors import StartError
from runtime.secret_files import read_text
from runtime.settings import ProcessSettings


def access_options(settings: ProcessSettings) -> dict[str, Any]:
    """The driver's options beyond the address.

    Raises:
        StartError: a file that a setting names cannot be read, or a name comes without a password.
    """
    return {**_credentials(settings), **_tls(settings)}


def _credentials(settings: ProcessSettings) -> dict[str, str | bool]:
    if not settings.mongodb_username or urlsplit(settings.mongodb_uri).username is not None:
        return {}
    if settings.mongodb_password:
        password = settings.mongodb_password.get_secret_value()
    elif settings.mongodb_password_file:
        password = read_text("MONGODB_PASSWORD_FILE", settings.mongodb_password_file).strip()
    else:
        raise StartError("MONGODB_USERNAME is set, MONGODB_PASSWORD and MONGODB_PASSWORD_FILE are not")
    # Accounts are kept in `admin`, unless the address names another database for them.
    source = {} if "authsource=" in settings.mongodb_uri.lower() else {"authSource": "admin"}
    return {"username": settings.mongodb_username, "password": password, **source}


def _tls(settings: ProcessSettings) -> dict[str, str | bool]:
    files = {
        "tlsCAFile": ("MONGODB_TLS_CA_FILE", settings.mongodb_tls_ca_file),
        "tlsCertificateKeyFile": ("MONGODB_TLS_CERTIFICATE_KEY_FILE", settings.mongodb_tls_certificate_key_file),
    }
    options: dict[str, str | bool] = {}
    for option, (variable, file) in files.items():
        if file is not None:
            read_text(variable, file)
            options[option] = str(file)
    return {"tls": True, **options} if options else {}
