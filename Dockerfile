# One image for the site, for a batch and for a cluster's workers: the command says which.
# As Hugging Face's Spaces expect it: user 1000, port 7860.
FROM python:3.11-slim

WORKDIR /app
RUN useradd --uid 1000 --create-home chainrule && install --directory --owner=1000 /data

COPY requirements.txt requirements-cluster.txt ./
RUN pip install --no-cache-dir -r requirements.txt -r requirements-cluster.txt

# Belongs to root, so that the site cannot change its own code.
COPY app.py ./
COPY grader grader
COPY exercises exercises
RUN python -m compileall -q app.py grader exercises

USER 1000
ENV PYTHONPATH=/app PYTHONUNBUFFERED=1 CHAINRULE_HOST=0.0.0.0 CHAINRULE_DB=/data/chainrule.db \
    CHAINRULE_CACHE=/tmp/chainrule
VOLUME /data
EXPOSE 7860
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s CMD ["python", "-c", "from urllib.request import urlopen; urlopen('http://127.0.0.1:7860/healthz', timeout=4)"]
CMD ["python", "app.py"]
