from django.urls import path

from accounts.views import gallery

urlpatterns = [
    path("gallery/", gallery.gallery, name="gallery"),
]
