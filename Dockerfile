# The atlas as a container: its own user, nothing that it can write but /tmp. See docs/server.md.
FROM python:3.13-slim

ENV PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 PIP_NO_CACHE_DIR=1 HOME=/tmp
RUN useradd --system --no-create-home --uid 10001 atlas
WORKDIR /srv/atlas

COPY requirements.txt ./
RUN pip install -r requirements.txt

COPY app.py pyproject.toml LICENSE LICENSE-DATA ./
COPY .streamlit .streamlit
COPY geo geo
COPY pages pages
COPY data data

USER 10001
EXPOSE 8501
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s --retries=3 \
  CMD ["python", "-c", "import os, urllib.request as r; base = os.environ.get('STREAMLIT_SERVER_BASE_URL_PATH', '').strip('/'); r.urlopen('http://127.0.0.1:8501/' + (base + '/' if base else '') + 'atlas/health', timeout=8)"]
CMD ["streamlit", "run", "app.py", "--server.port", "8501", "--server.address", "0.0.0.0", "--server.headless", "true"]
