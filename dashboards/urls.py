"""Addresses of the pages that span apps."""

from django.urls import path

from dashboards.views import lists, search

urlpatterns = [
    path("", lists.home, name="home"),
    path("portfolio/", lists.portfolio, name="portfolio"),
    path("projects/", lists.project_list, name="project_list"),
    path("projects/<key>/", lists.project_overview, name="project_overview"),
    path("search/", search.search, name="search"),
]
