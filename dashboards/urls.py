"""Addresses of the pages that span apps, of share links and of digests."""

from django.urls import path

from dashboards.views import digests, lists, overview, search, share

urlpatterns = [
    path("", lists.home, name="home"),
    path("portfolio/", lists.portfolio, name="portfolio"),
    path("projects/", lists.project_list, name="project_list"),
    path("projects/<key>/", overview.project_overview, name="project_overview"),
    path("projects/<key>/share/", share.share_list, name="share_list"),
    path("projects/<key>/share/<int:pk>/revoke/", share.share_revoke, name="share_revoke"),
    path(
        "projects/<key>/stakeholders/<int:pk>/digest/preview/",
        digests.digest_preview,
        name="digest_preview",
    ),
    path("projects/<key>/stakeholders/<int:pk>/digest/test/", digests.digest_test, name="digest_test"),
    path("search/", search.search, name="search"),
    path("s/<token>/", share.shared, name="shared"),
    path("d/<token>/", digests.digest_issue, name="digest_issue"),
    path("d/<token>/unsubscribe/", digests.digest_unsubscribe, name="digest_unsubscribe"),
]
