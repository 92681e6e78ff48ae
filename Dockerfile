# One image for web, worker and beat; what it runs is the command's choice.
FROM python:3.13-slim-bookworm AS build
ENV UV_LINK_MODE=copy UV_COMPILE_BYTECODE=1 UV_PYTHON_DOWNLOADS=never UV_PROJECT_ENVIRONMENT=/venv
RUN pip install --no-cache-dir 'uv>=0.8'
WORKDIR /app
COPY pyproject.toml uv.lock ./
RUN uv sync --frozen --no-default-groups --extra s3
COPY manage.py ./
COPY locale locale
COPY portal portal
COPY search search
COPY doctemplates doctemplates
COPY content content
RUN uv run --frozen --no-project --with babel pybabel -q compile -d locale -D django -l de \
 && SECRET_KEY=only-for-collectstatic ALLOWED_HOSTS=localhost KIM_DATA_DIR=/tmp/build KIM_STATIC_ROOT=/app/static \
    DJANGO_SETTINGS_MODULE=portal.settings.production /venv/bin/python manage.py collectstatic --no-input -v 0 \
 && rm -rf /tmp/build

FROM python:3.13-slim-bookworm
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 MALLOC_ARENA_MAX=2 \
    DJANGO_SETTINGS_MODULE=portal.settings.production KIM_DATA_DIR=/data KIM_STATIC_ROOT=/app/static
# a list of German nouns helps to take compounds apart
RUN apt-get update -qq && apt-get install -y -qq --no-install-recommends wngerman \
 && rm -rf /var/lib/apt/lists/*
RUN useradd --uid 10001 --no-create-home --home-dir /nonexistent kim \
 && install -d -o kim -g kim /data
COPY --from=build /venv /venv
COPY --from=build /app /app
WORKDIR /app
USER 10001
VOLUME /data
EXPOSE 8000
# no access log: addresses carry what people search for and the tokens of forgotten passwords
CMD ["gunicorn", "portal.wsgi:application", "--bind", "0.0.0.0:8000", "--workers", "2", "--threads", "4", \
     "--worker-tmp-dir", "/dev/shm", "--no-control-socket"]
