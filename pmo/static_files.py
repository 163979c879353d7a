"""Static files with a hash in their name, ES module imports included, so that all of them cache for ever."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedFiles(CompressedManifestStaticFilesStorage):
    """Also rewrite ``import … from "./x.js"`` to the hashed name."""

    support_js_module_import_aggregation = True
