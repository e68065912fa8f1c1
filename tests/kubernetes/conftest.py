"""What `kustomize` makes of deploy/kubernetes, and the schemas of Kubernetes that a package brings along."""

import os
import shutil
from pathlib import Path

import pytest

from tests.kubernetes.rendering import Manifests, Tools

FOLDER = Path(__file__).parents[2] / "deploy" / "kubernetes"


@pytest.fixture(scope="session")
def tools() -> Tools:
    kustomize, python = os.environ.get("HEADWAY_KUSTOMIZE"), os.environ.get("HEADWAY_KUBERNETES_VALIDATE")
    if not kustomize or not python:
        pytest.skip("HEADWAY_KUSTOMIZE names no kustomize, HEADWAY_KUBERNETES_VALIDATE no Python that has its package")
    return Tools(kustomize, python)


@pytest.fixture(scope="session", params=["base", "example", "example with the migration"])
def manifests(request: pytest.FixtureRequest, tools: Tools, tmp_path_factory: pytest.TempPathFactory) -> Manifests:
    """All that a folder is rendered to."""
    name = str(request.param)
    copy = shutil.copytree(FOLDER, tmp_path_factory.mktemp("kubernetes") / "kubernetes")
    if name.endswith("migration"):
        # As the README has it.
        file = copy / "example" / "kustomization.yaml"
        file.write_text(file.read_text(encoding="utf-8").replace("#components:", "components:"), encoding="utf-8")
    return tools.render(copy / name.partition(" ")[0])


@pytest.fixture(scope="session")
def example(tools: Tools) -> Manifests:
    """What the example's folder is rendered to."""
    return tools.render(FOLDER / "example")
