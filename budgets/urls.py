"""Addresses of a project's budget."""

from django.urls import include, path

from budgets.views import accounts, actuals, imports, lines, overview

books = [
    path("", overview.budget_detail, name="budget_detail"),
    path("activities/", overview.budget_activities, name="budget_activities"),
    path("accounts/new/", accounts.cost_account_create, name="cost_account_create"),
    path("accounts/<int:pk>/", accounts.cost_account_edit, name="cost_account_edit"),
    path("accounts/<int:pk>/delete/", accounts.cost_account_delete, name="cost_account_delete"),
    path("lines/", lines.budget_line_list, name="budget_line_list"),
    path("lines/new/", lines.budget_line_create, name="budget_line_create"),
    path("lines/<int:pk>/", lines.budget_line_edit, name="budget_line_edit"),
    path("lines/<int:pk>/delete/", lines.budget_line_delete, name="budget_line_delete"),
    path("actuals/", actuals.actual_list, name="actual_list"),
    path("actuals/new/", actuals.actual_create, name="actual_create"),
    path("actuals/export/", actuals.actual_export, name="actual_export"),
    path("actuals/import/", imports.actual_import, name="actual_import"),
    path("actuals/import/<int:pk>/", imports.actual_import_detail, name="actual_import_detail"),
    path("actuals/import/<int:pk>/discard/", imports.actual_import_discard, name="actual_import_discard"),
    path("actuals/<int:pk>/", actuals.actual_edit, name="actual_edit"),
    path("actuals/<int:pk>/delete/", actuals.actual_delete, name="actual_delete"),
]
urlpatterns = [path("projects/<str:key>/budget/", include(books))]
