# One image, three commands: python -m bot | pipeline | notifier.
# Target `app` (the default) is the product; `sandbox` adds what tries it without an account; `test` runs the unit tests.
ARG PYTHON_IMAGE=python:3.13-slim

FROM ${PYTHON_IMAGE} AS build
# app, or app-otel: with the packages that send spans to a collector.
ARG REQUIREMENTS=app
COPY requirements/${REQUIREMENTS}.txt /tmp/app.txt
# Compiled here, not at every start on a read-only disk; by content, so that the same input gives the same image.
# Left out: phonenumbers' names of places, carriers and zones; compiled code of Twilio's products other than messages.
RUN python3 -m venv --without-pip /opt/venv \
 && python3 -m pip --python /opt/venv/bin/python install --quiet --no-cache-dir --disable-pip-version-check \
      --no-compile --only-binary :all: --require-hashes --requirement /tmp/app.txt \
 && (cd /opt/venv/lib/python3*/site-packages/phonenumbers && rm -r geodata carrierdata tzdata) \
 && /opt/venv/bin/python -m compileall -q -j 0 -x 'twilio/rest/[b-z]' --invalidation-mode unchecked-hash /opt/venv/lib
WORKDIR /app
COPY models models
COPY runtime runtime
COPY bot bot
COPY pipeline pipeline
COPY notifier notifier
RUN /opt/venv/bin/python -m compileall -q --invalidation-mode unchecked-hash .

FROM build AS build-sandbox
COPY sandbox sandbox
RUN /opt/venv/bin/python -m compileall -q --invalidation-mode unchecked-hash sandbox

FROM build-sandbox AS test
COPY requirements/dev.txt /tmp/dev.txt
RUN python3 -m pip --python /opt/venv/bin/python install --quiet --no-cache-dir --disable-pip-version-check \
      --require-hashes --requirement /tmp/dev.txt
COPY . .
ENV PATH=/opt/venv/bin:$PATH
CMD ["python", "-m", "pytest", "-p", "no:cacheprovider", "tests/unit"]

FROM ${PYTHON_IMAGE} AS base
RUN groupadd --system --gid 10001 headway \
 && useradd --system --uid 10001 --gid headway --no-create-home headway \
 && python3 -c "import pathlib, pip, shutil; shutil.rmtree(pathlib.Path(pip.__file__).parent)" \
 && rm -f /usr/local/bin/pip*
WORKDIR /app
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1
COPY --from=build /opt/venv /opt/venv
ARG VERSION=0.1.0
LABEL org.opencontainers.image.title="headway" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.licenses="Apache-2.0"
USER headway

FROM base AS sandbox
COPY --from=build-sandbox /app /app
COPY deploy/feeds.toml deploy/feeds.toml
CMD ["python", "-m", "sandbox", "simulator", "--host", "0.0.0.0"]

FROM base AS app
COPY --from=build /app /app
COPY deploy/feeds.toml deploy/feeds.toml
# Data, no program: the routes that deploy/feeds.toml starts with.
COPY sandbox/sample/gtfs sandbox/sample/gtfs
CMD ["python", "-m", "bot"]
