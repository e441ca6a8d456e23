"""What an admin writes who knows python-gitlab: one repository after the other, no more calls than needed."""

import sys
import time

import gitlab

url, token, group, gate, trigger = sys.argv[1:6]
gl = gitlab.Gitlab(url, private_token=token)
begun = time.monotonic()
count = 0
for listed in gl.groups.get(group, lazy=True).projects.list(
    include_subgroups=True, with_shared=False, iterator=True, per_page=100
):
    project = gl.projects.get(listed.id, lazy=True)
    project.hooks.create(
        {
            "url": f"{url}/api/v4/projects/{gate}/ref/main/trigger/pipeline?token={{mr_gate_token}}",
            "url_variables": [{"key": "mr_gate_token", "value": trigger}],
            "name": "MR Gate",
            "merge_requests_events": True,
            "push_events": False,
        }
    )
    project.only_allow_merge_if_pipeline_succeeds = True
    project.allow_merge_on_skipped_pipeline = False
    project.save()
    count += 1
print(f"{count} {time.monotonic() - begun:.3f}")
