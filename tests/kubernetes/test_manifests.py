"""deploy/kubernetes: what is rendered keeps to Kubernetes' own schema, and to what Headway needs."""

import tomllib
from pathlib import Path

import pytest
from pydantic_settings import BaseSettings

from bot.settings import BotSettings
from notifier.settings import NotifierSettings
from pipeline.settings import PipelineSettings
from tests.kubernetes.rendering import Manifests, Object, Tools, container_of, selects

ROOT = Path(__file__).parents[2]
SETTINGS: dict[str, type[BaseSettings]] = {
    "bot": BotSettings,
    "pipeline": PipelineSettings,
    "notifier": NotifierSettings,
}
# Made by hand, as the README has it.
SECRETS = {"headway-secrets", "headway-authorities", "headway-tls"}


def process_of(pod: Object) -> str:
    return str(container_of(pod)["command"][2])


def settings_of(manifests: Manifests, pod: Object) -> dict[str, str | None]:
    """The environment of a container; None for what is in a secret."""
    container = container_of(pod)
    configs = {each["metadata"]["name"]: each["data"] for each in manifests.of_kind("ConfigMap")}
    found: dict[str, str | None] = {}
    for each in container["envFrom"]:
        found |= configs[each["configMapRef"]["name"]]
    return found | {each["name"]: each.get("value") for each in container["env"]}


def test_it_keeps_to_the_schema(manifests: Manifests, tools: Tools, tmp_path: Path) -> None:
    file = tmp_path / "all.yaml"
    file.write_text(manifests.text, encoding="utf-8")
    told = tools.validate(file)

    assert told.returncode == 0, told.stdout + told.stderr


def test_the_schema_finds_a_misspelt_field(manifests: Manifests, tools: Tools, tmp_path: Path) -> None:
    file = tmp_path / "all.yaml"
    file.write_text(manifests.text.replace("readOnlyRootFilesystem", "readOnlyRootFileSystem"), encoding="utf-8")

    assert tools.validate(file).returncode != 0


def test_every_setting_is_one_that_the_process_reads(manifests: Manifests) -> None:
    known = {name.upper() for kind in SETTINGS.values() for name in kind.model_fields}
    unknown = {name for _, pod in manifests.pods for name in settings_of(manifests, pod)} - known
    needless = {
        (name, each["name"])
        for name, pod in manifests.pods
        for each in container_of(pod)["env"]
        if each["name"].lower() not in SETTINGS[process_of(pod)].model_fields
    }

    assert (unknown, needless) == (set(), set())


def test_the_processes_start_with_these_settings(example: Manifests, monkeypatch: pytest.MonkeyPatch) -> None:
    secret = {"TWILIO_ACCOUNT_SID": f"AC{'1' * 32}"}
    for _, pod in example.pods:
        read = settings_of(example, pod)
        with monkeypatch.context() as patched:
            for name, value in read.items():
                patched.setenv(name, secret.get(name, "secret") if value is None else value)
            its = SETTINGS[process_of(pod)]().model_dump()
        assert its["internal_port"] == 8090


def test_the_pipeline_is_given_no_key_of_twilio(manifests: Manifests) -> None:
    given = [settings_of(manifests, pod) for _, pod in manifests.pods if process_of(pod) == "pipeline"]

    assert given
    assert [name for each in given for name in each if "TOKEN" in name or "ACCOUNT" in name] == []


def test_nothing_may_more_than_it_must(manifests: Manifests) -> None:
    for name, pod in manifests.pods:
        container, spec = container_of(pod), pod["spec"]
        rights, ours = container["securityContext"], spec["securityContext"]
        assert (rights["readOnlyRootFilesystem"], rights["allowPrivilegeEscalation"]) == (True, False), name
        assert rights["capabilities"] == {"drop": ["ALL"]}, name
        assert (ours["runAsNonRoot"], ours["runAsUser"]) == (True, 10001), name
        assert ours["seccompProfile"] == {"type": "RuntimeDefault"}, name
        assert (spec["automountServiceAccountToken"], spec["enableServiceLinks"]) == (False, False), name
        assert set(container["resources"]["requests"]) == {"cpu", "memory"}, name
        assert "memory" in container["resources"]["limits"], name


def test_the_user_is_the_images(manifests: Manifests) -> None:
    dockerfile = (ROOT / "Dockerfile").read_text(encoding="utf-8")

    assert {pod["spec"]["securityContext"]["runAsUser"] for _, pod in manifests.pods} == {10001}
    assert "--uid 10001 " in dockerfile


def test_the_image_is_of_this_version(manifests: Manifests) -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]

    assert {container_of(pod)["image"].rpartition(":")[2] for _, pod in manifests.pods} == {version}


def test_a_database_that_is_away_restarts_nothing(manifests: Manifests) -> None:
    for name, spec in manifests.deployments.items():
        container = container_of(spec["template"])
        ports = {each["name"]: each["containerPort"] for each in container["ports"]}
        probes = {each: container[f"{each}Probe"]["httpGet"] for each in ("startup", "liveness", "readiness")}
        assert {each["port"] for each in probes.values()} == {"internal"}, name
        assert ports["internal"] == 8090, name
        assert (probes["startup"]["path"], probes["liveness"]["path"]) == ("/livez", "/livez"), name
        # A bot without MongoDB still says so to riders.
        assert probes["readiness"]["path"] == ("/livez" if name == "headway-bot" else "/healthz"), name


def test_there_are_two_of_each_and_one_is_always_left(manifests: Manifests) -> None:
    budgets = [each["spec"] for each in manifests.of_kind("PodDisruptionBudget")]
    for name, spec in manifests.deployments.items():
        [budget] = [each for each in budgets if selects(each["selector"], spec["template"])]
        assert spec["replicas"] >= 2, name
        assert budget in ({**budget, "minAvailable": 1}, {**budget, "maxUnavailable": 1}), name


def test_each_sender_has_a_notifier_and_one_that_stands_by(manifests: Manifests) -> None:
    notifiers = {name: spec for name, spec in manifests.deployments.items() if "notifier" in name}
    senders = [settings_of(manifests, spec["template"]).get("TWILIO_SENDER") for spec in notifiers.values()]
    selectors = [str(spec["selector"]) for spec in notifiers.values()]
    bot = settings_of(manifests, manifests.deployments["headway-bot"]["template"])

    assert [spec["replicas"] for spec in notifiers.values()] == [2] * len(notifiers)
    assert (len(set(senders)), len(set(selectors))) == (len(senders), len(senders))
    if len(senders) > 1:
        assert sorted(filter(None, senders)) == sorted((bot["TWILIO_SENDERS"] or "").split(","))


def test_a_pod_is_given_time_to_end(manifests: Manifests) -> None:
    assert (
        min(spec["template"]["spec"]["terminationGracePeriodSeconds"] for spec in manifests.deployments.values()) >= 40
    )


def test_everything_that_is_named_is_there(manifests: Manifests) -> None:
    for name, pod in manifests.pods:
        volumes = {each["name"]: each for each in pod["spec"]["volumes"]}
        mounted = {each["name"] for each in container_of(pod)["volumeMounts"]}
        assert mounted == set(volumes), name
    named = set(_names(manifests.objects, "secretName")) | set(_names(manifests.objects, "secretKeyRef"))
    maps = {each["metadata"]["name"] for each in manifests.of_kind("ConfigMap")}
    wanted = set(_names(manifests.objects, "configMap")) | set(_names(manifests.objects, "configMapRef"))

    assert named <= SECRETS
    # The base leaves the feeds to its overlay.
    assert wanted - maps <= {"headway-feeds"}
    assert (wanted - maps == set()) is bool(manifests.of_kind("Ingress"))


def test_what_is_not_allowed_is_forbidden(manifests: Manifests) -> None:
    policies = {each["metadata"]["name"]: each["spec"] for each in manifests.of_kind("NetworkPolicy")}
    nothing = policies["headway-nothing"]
    for name, pod in manifests.pods:
        assert selects(nothing["podSelector"], pod), name
        reaches_kafka = selects(policies["headway-kafka"]["podSelector"], pod)
        assert reaches_kafka is (process_of(pod) != "bot" and "migration" not in name), name
    heard = [name for name, spec in policies.items() if "Ingress" in spec["policyTypes"] and spec.get("ingress")]

    assert (nothing["policyTypes"], nothing.get("ingress"), nothing.get("egress")) == (
        ["Ingress", "Egress"],
        None,
        None,
    )
    assert sorted(heard) == ["headway-metrics", "headway-webhooks"]


def test_no_feed_leads_to_a_private_address(manifests: Manifests) -> None:
    [internet] = [each for each in manifests.of_kind("NetworkPolicy") if each["metadata"]["name"] == "headway-internet"]
    blocks = [to["ipBlock"] for rule in internet["spec"]["egress"] for to in rule["to"]]
    left_out = {each for block in blocks for each in block["except"]}

    assert {"169.254.0.0/16", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7"} <= left_out


def _names(found: object, key: str) -> list[str]:
    """The names that stand at `key`, anywhere."""
    if isinstance(found, list):
        return [name for each in found for name in _names(each, key)]
    if not isinstance(found, dict):
        return []
    here = found.get(key)
    name = here if isinstance(here, str) else here.get("name") if isinstance(here, dict) else None
    return ([name] if name else []) + [each for value in found.values() for each in _names(value, key)]
