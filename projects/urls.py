"""Addresses of portfolios, programmes, projects, people and the audit trail."""

from django.urls import path

from projects.views import people, portfolios, projects, setup, trail

urlpatterns = [
    path("setup/", setup.setup, name="setup"),
    path("portfolios/new/", portfolios.portfolio_create, name="portfolio_create"),
    path("portfolios/<int:portfolio_pk>/", portfolios.portfolio_detail, name="portfolio_detail"),
    path("portfolios/<int:portfolio_pk>/edit/", portfolios.portfolio_edit, name="portfolio_edit"),
    path("portfolios/<int:portfolio_pk>/people/", people.portfolio_people, name="portfolio_people"),
    path("portfolios/<int:portfolio_pk>/people/<int:pk>/", people.portfolio_member, name="portfolio_member"),
    path(
        "portfolios/<int:portfolio_pk>/people/invitations/<int:pk>/withdraw/",
        people.portfolio_invitation_withdraw,
        name="portfolio_invitation_withdraw",
    ),
    path(
        "portfolios/<int:portfolio_pk>/programmes/new/", portfolios.programme_create, name="programme_create"
    ),
    path("programmes/<int:pk>/", portfolios.programme_detail, name="programme_detail"),
    path("programmes/<int:pk>/edit/", portfolios.programme_edit, name="programme_edit"),
    path("projects/new/", projects.project_create, name="project_create"),
    path("projects/<key>/edit/", projects.project_edit, name="project_edit"),
    path("projects/<key>/archive/", projects.project_archive, name="project_archive"),
    path("projects/<key>/restore/", projects.project_restore, name="project_restore"),
    path("projects/<key>/people/", people.project_people, name="project_people"),
    path("projects/<key>/people/<int:pk>/", people.project_member, name="project_member"),
    path(
        "projects/<key>/people/invitations/<int:pk>/withdraw/",
        people.project_invitation_withdraw,
        name="project_invitation_withdraw",
    ),
    path("projects/<key>/audit/", trail.project_audit, name="project_audit"),
    path("people/", people.site_people, name="site_people"),
    path("people/<int:pk>/", people.site_member, name="site_member"),
    path(
        "people/invitations/<int:pk>/withdraw/",
        people.site_invitation_withdraw,
        name="site_invitation_withdraw",
    ),
    path("audit/", trail.site_audit, name="site_audit"),
    path("invitations/<secret>/", people.invitation_accept, name="invitation_accept"),
    path("account/", people.profile, name="profile"),
]
