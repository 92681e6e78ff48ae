"""Static files with a hash in their names, compressed once when they are collected."""

import gzip
from collections.abc import Iterator
from typing import Any

import brotli
from whitenoise.compress import Compressor
from whitenoise.storage import CompressedManifestStaticFilesStorage

BROTLI_QUALITY = 9  # 11, the default, takes ten times as long for a few percent
GZIP_LEVEL = 6


class QuickCompressor(Compressor):
    """WhiteNoise's compressor at levels that let the first start take seconds."""

    @staticmethod
    def compress_brotli(data: bytes) -> bytes:
        """Return `data` compressed for browsers that know Brotli."""
        return brotli.compress(data, quality=BROTLI_QUALITY)

    @staticmethod
    def compress_gzip(data: bytes) -> bytes:
        """Return `data` compressed for all others."""
        return gzip.compress(data, GZIP_LEVEL, mtime=0)


class StaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Compress the files pages link to, those with a hash in their names, and no others."""

    def create_compressor(self, **kwargs: Any) -> Compressor:
        """Return the compressor collectstatic uses."""
        return QuickCompressor(**kwargs)

    def compress_files(self, paths: set[str]) -> Iterator[tuple[str, str]]:
        """Yield (name, name of the compressed file) for the hashed ones of `paths`."""
        yield from super().compress_files(paths & set(self.hashed_files.values()))
