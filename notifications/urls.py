"""URLs of inbox, outbox and mailbox."""

from django.urls import path

from notifications import views

urlpatterns = [
    path("inbox/", views.inbox, name="inbox"),
    path("inbox/<int:pk>/acknowledge/", views.alert_acknowledge, name="alert_acknowledge"),
    path("outbox/", views.outbox, name="outbox"),
    path("outbox/<int:pk>/resend/", views.message_resend, name="message_resend"),
    path("outbox/<int:pk>/cancel/", views.message_cancel, name="message_cancel"),
    path("mailbox/", views.mailbox, name="mailbox"),
    path("mailbox/<str:name>/", views.mailbox_mail, name="mailbox_mail"),
    path("mailbox/<str:name>/html/", views.mailbox_html, name="mailbox_html"),
]
