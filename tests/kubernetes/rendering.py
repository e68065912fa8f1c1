"""Runs kustomize, and looks at what comes out."""

import json
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Object = dict[str, Any]
AS_JSON = "import json, sys, yaml; json.dump(list(yaml.safe_load_all(sys.stdin)), sys.stdout)"


@dataclass(frozen=True, slots=True)
class Manifests:
    """The rendered objects, and the file as kustomize wrote it."""

    objects: list[Object]
    text: str

    def of_kind(self, kind: str) -> list[Object]:
        return [each for each in self.objects if each["kind"] == kind]

    @property
    def pods(self) -> Iterator[tuple[str, Object]]:
        """The name and the pod template of everything that runs."""
        for each in (*self.of_kind("Deployment"), *self.of_kind("Job")):
            yield each["metadata"]["name"], each["spec"]["template"]

    @property
    def deployments(self) -> dict[str, Object]:
        return {each["metadata"]["name"]: each["spec"] for each in self.of_kind("Deployment")}


@dataclass(frozen=True, slots=True)
class Tools:
    """Where kustomize is, and a Python with kubernetes-validate, which brings the schemas along."""

    kustomize: str
    python: str

    def render(self, folder: Path) -> Manifests:
        text = self.run(self.kustomize, "build", str(folder))
        return Manifests(json.loads(self.run(self.python, "-c", AS_JSON, text=text)), text)

    def validate(self, file: Path) -> subprocess.CompletedProcess[str]:
        """Unknown fields are errors, too."""
        command = (self.python, "-m", "kubernetes_validate", "--strict", str(file))
        return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)

    @staticmethod
    def run(*argv: str, text: str | None = None) -> str:
        return subprocess.run(argv, input=text, capture_output=True, text=True, check=True, timeout=120).stdout


def container_of(pod: Object) -> Object:
    [container] = pod["spec"]["containers"]
    assert isinstance(container, dict)
    return container


def selects(selector: Object, pod: Object) -> bool:
    """Whether a label selector means that pod; the empty one means all."""
    labels = pod["metadata"]["labels"]
    wanted = selector.get("matchLabels", {})
    listed = all(labels.get(each["key"]) in each["values"] for each in selector.get("matchExpressions", []))
    return listed and all(labels.get(name) == value for name, value in wanted.items())
