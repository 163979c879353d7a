# One image for web, worker, beat and migrate: see docker-compose.yml.
FROM python:3.11-slim-bookworm AS build
WORKDIR /app
RUN python -m venv /opt/venv
COPY requirements/base.txt requirements/base.txt
RUN /opt/venv/bin/pip install --no-cache-dir --no-deps --require-hashes -r requirements/base.txt
COPY . .
RUN /opt/venv/bin/python -m compileall -q . && \
    PMO_HOME=/tmp/build STATIC_ROOT=/opt/static /opt/venv/bin/python manage.py collectstatic --noinput -v 0

FROM python:3.11-slim-bookworm
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    PMO_HOME=/var/lib/throughline \
    STATIC_ROOT=/opt/static \
    WEB_BIND=0.0.0.0:8000
RUN groupadd --gid 10001 throughline && \
    useradd --uid 10001 --gid 10001 --no-create-home --home-dir /var/lib/throughline throughline && \
    install -d -o 10001 -g 10001 -m 700 /var/lib/throughline
COPY --from=build /opt/venv /opt/venv
COPY --from=build /opt/static /opt/static
COPY --from=build /app /app
WORKDIR /app
USER 10001:10001
VOLUME /var/lib/throughline
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s CMD ["python", "-m", "pmo.probe"]
CMD ["gunicorn", "--config", "python:pmo.web_server"]
