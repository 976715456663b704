# The image of one replica: `docker build -t pathwise:local .`
# Stages: the widget, then the environment and the model, then what serving needs and nothing else.
# `python -m evaluation.image` does these steps without Docker and says how large each part is.

FROM node:22-bookworm-slim AS widget
WORKDIR /app/widget
COPY widget/package.json widget/package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY widget/ ./
RUN npm run build

FROM python:3.11-slim-bookworm AS build
ENV UV_PYTHON_DOWNLOADS=never UV_LINK_MODE=copy UV_NO_CACHE=1 RASA_TELEMETRY_ENABLED=false TF_CPP_MIN_LOG_LEVEL=3
RUN pip install --no-cache-dir --disable-pip-version-check uv==0.13.9
WORKDIR /app
# The environment changes less often than the code. Every package is checked against its hash in uv.lock.
COPY pyproject.toml uv.lock README.md LICENSE ./
RUN uv sync --locked --no-dev --no-install-project
COPY config.yml domain.yml endpoints.yml credentials.yml ./
COPY data/ data/
COPY advising/ advising/
COPY knowledge/ knowledge/
COPY actions/ actions/
COPY bot/ bot/
RUN uv sync --locked --no-dev \
    && PATHWISE_DATABASE_URL=sqlite:////tmp/build.db .venv/bin/pathwise train
# What only training, other channels of Rasa or its own server import: see the file.
COPY deploy/left-out.txt deploy/
RUN uv pip uninstall --python .venv --requirements deploy/left-out.txt

FROM python:3.11-slim-bookworm
WORKDIR /app
COPY --from=build /app/.venv .venv
COPY --from=build /app/models models
COPY --from=widget /app/widget/dist widget/dist
COPY widget/demo/ widget/demo/
COPY advising/ advising/
COPY knowledge/ knowledge/
COPY actions/ actions/
COPY bot/ bot/
# One thread a process for linear algebra: whoever has more cores serves with more workers or replicas.
ENV PATH=/app/.venv/bin:$PATH HOME=/tmp PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 \
    RASA_TELEMETRY_ENABLED=false TF_CPP_MIN_LOG_LEVEL=3 \
    OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 PATHWISE_LOG_FORMAT=json
# A number, so that a cluster can see that it is not root. Nothing but /tmp is written.
USER 10001:10001
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=3s --start-period=90s --retries=3 \
    CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8000/health', timeout=2)"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["pathwise"]
CMD ["serve", "--host", "0.0.0.0", "--port", "8000"]
