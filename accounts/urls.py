from django.urls import path

from accounts.views import gallery, tokens

urlpatterns = [
    path("gallery/", gallery.gallery, name="gallery"),
    path("account/tokens/", tokens.token_list, name="token_list"),
    path("account/tokens/<int:pk>/revoke/", tokens.token_revoke, name="token_revoke"),
]
