"""Drives an embedded GitLab with python-gitlab. Usage: python_gitlab_check.py URL OWNER_TOKEN DEVELOPER_TOKEN EXPIRED_TOKEN

Each step asserts. The last line is `PYTHON-GITLAB OK <version> <number of steps>`.
"""

import sys

import gitlab

url, owner_token, developer_token, expired_token = sys.argv[1:5]
owner = gitlab.Gitlab(url, private_token=owner_token)
developer = gitlab.Gitlab(url, private_token=developer_token)
steps = 0


def step(name, holds):
    global steps
    steps += 1
    if not holds:
        sys.exit(f"FAILED: {name}")


def code(call):
    try:
        call()
    except gitlab.exceptions.GitlabError as error:
        return error.response_code
    return 200


owner.auth()
step("who the token is", owner.user.username == "olga")
step("version", owner.version()[0] != "unknown")
step("an expired token", code(gitlab.Gitlab(url, private_token=expired_token).auth) == 401)

group = owner.groups.get("acme")
projects = group.projects.list(include_subgroups=True, per_page=7, get_all=True)
step("all pages of the group's projects", len({project.id for project in projects}) >= 40)
lazy = group.projects.list(include_subgroups=True, per_page=10, iterator=True)
step("the counts in the headers", lazy.total == len(projects) and lazy.per_page == 10)
step("subgroups", {child.path for child in group.subgroups.list(get_all=True)} >= {"shop", "platform", "labs"})
step("members", any(member.username == "otto" for member in group.members_all.list(get_all=True)))

project = owner.projects.create({"name": "Python check", "namespace_id": group.id, "initialize_with_readme": True})
project = owner.projects.get(project.id)
step("group access", project.permissions["group_access"]["access_level"] == 50)
project.only_allow_merge_if_pipeline_succeeds = True
project.save()
step("a setting read back", owner.projects.get(project.id).only_allow_merge_if_pipeline_succeeds)

variable = project.variables.create({"key": "TOKEN", "value": "abcdefgh12345678", "masked": True})
step("a variable", variable.masked and project.variables.get("TOKEN").value == "abcdefgh12345678")
step("a taken key", code(lambda: project.variables.create({"key": "TOKEN", "value": "x"})) == 400)
variable.delete()

hook = project.hooks.create({"url": url + "/api/v4/nowhere", "merge_requests_events": True, "push_events": False})
step("a hook", [found.id for found in project.hooks.list(get_all=True)] == [hook.id])
hook.delete()

trigger = project.triggers.create({"description": "check"})
step("a trigger token", trigger.token.startswith("glptt-"))

file = project.files.create(
    {"file_path": "docs/one.txt", "branch": "main", "content": "one\n", "commit_message": "One"}
)
found = project.files.get(file_path="docs/one.txt", ref="main")
step("a file", found.decode() == b"one\n")
found.content = "two\n"
found.save(branch="main", commit_message="Two")
step("raw", project.files.raw(file_path="docs/one.txt", ref="main") == b"two\n")
step("a protected branch", code(lambda: developer.projects.get(project.id).files.create(
    {"file_path": "no.txt", "branch": "main", "content": "no", "commit_message": "No"})) == 400)
step("the tree", {entry["path"] for entry in project.repository_tree(recursive=True, get_all=True)} >= {"README.md", "docs/one.txt"})

mine = developer.projects.get(project.id)
commit = mine.commits.create(
    {
        "branch": "feature",
        "start_branch": "main",
        "commit_message": "Feature",
        "actions": [{"action": "create", "file_path": "feature.txt", "content": "feature\n"}],
    }
)
request = mine.mergerequests.create({"source_branch": "feature", "target_branch": "main", "title": "Feature"})
step("a merge request", request.state == "opened" and request.sha == commit.id)
note = request.notes.create({"body": "Hello"})
note.body = "Hello again"
note.save()
step("notes", [found.body for found in request.notes.list(get_all=True) if not found.system] == ["Hello again"])
owners = project.mergerequests.get(request.iid)
step("no pipeline, no merge", code(owners.merge) == 405)
commit.statuses.create({"state": "running", "name": "check", "ref": "feature"})
step("running twice", code(lambda: commit.statuses.create({"state": "running", "name": "check", "ref": "feature"})) == 400)
commit.statuses.create({"state": "success", "name": "check", "ref": "feature"})
step("statuses", [status.status for status in commit.statuses.list(get_all=True)] == ["success"])
step("pipelines of the merge request", [pipeline.source for pipeline in owners.pipelines.list(get_all=True)] == ["external"])
owners.merge()
step("merged", project.mergerequests.get(request.iid).state == "merged")
step("compare", len(project.repository_compare(commit.parent_ids[0], "main")["commits"]) >= 1)
project.delete()
marked = owner.projects.get(project.id)
step("marked for deletion", marked.marked_for_deletion_on is not None and marked.path.endswith(f"-deletion_scheduled-{project.id}"))
marked.delete(permanently_remove=True, full_path=marked.path_with_namespace)
step("gone", code(lambda: owner.projects.get(project.id)) == 404)

print(f"PYTHON-GITLAB OK {gitlab.__version__} {steps}")
