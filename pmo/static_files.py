"""Static files with a hash in their name, ES module imports included, so that all of them cache for ever."""

from django.contrib.staticfiles.storage import HashedFilesMixin
from whitenoise.storage import CompressedManifestStaticFilesStorage

MODULE_IMPORTS = HashedFilesMixin._js_module_import_aggregation_patterns[1]  # type: ignore[attr-defined]  # not in the stubs


class HashedFiles(CompressedManifestStaticFilesStorage):
    """Also rewrite ``import … from "./x.js"`` to the hashed name, in our own modules.

    Scripts of packages are left alone: some name imports that only their bundler resolves.
    """

    patterns = (*HashedFilesMixin.patterns, ("js/*.js", MODULE_IMPORTS))
