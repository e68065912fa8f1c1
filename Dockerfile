# One image, three commands: python -m bot | pipeline | notifier (and python -m sandbox simulator, to try it all).
ARG PYTHON_IMAGE=python:3.13-slim

FROM ${PYTHON_IMAGE} AS build
COPY requirements/app.txt /tmp/app.txt
RUN python3 -m venv /opt/venv \
 && /opt/venv/bin/pip install --quiet --no-cache-dir --disable-pip-version-check --require-hashes -r /tmp/app.txt \
 && /opt/venv/bin/pip uninstall --quiet --yes pip

FROM ${PYTHON_IMAGE}
RUN useradd --system --uid 10001 --no-create-home headway
COPY --from=build /opt/venv /opt/venv
WORKDIR /app
COPY models models
COPY runtime runtime
COPY bot bot
COPY pipeline pipeline
COPY notifier notifier
COPY sandbox sandbox
COPY deploy/feeds.toml deploy/feeds.toml
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1
USER headway
LABEL org.opencontainers.image.title="headway" \
      org.opencontainers.image.version="0.1.0" \
      org.opencontainers.image.licenses="Apache-2.0"
CMD ["python", "-m", "bot"]
