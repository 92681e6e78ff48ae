"""The page kinds of the library and what is kept about them."""

from content.library.models.acknowledgement import Acknowledgement
from content.library.models.agreement import AgreementFile, AgreementPage
from content.library.models.attachment import PageAttachment
from content.library.models.base import LibraryPage
from content.library.models.case_standard import CaseStandardPage, LinkedTemplate
from content.library.models.concept import ConceptPage
from content.library.models.edition import Edition
from content.library.models.editioned import EditionedMixin
from content.library.models.home import HomePage
from content.library.models.info import InfoPage
from content.library.models.news import NewsPage
from content.library.models.phases import Phase
from content.library.models.section import SectionPage

__all__ = [
    "Acknowledgement",
    "AgreementFile",
    "AgreementPage",
    "CaseStandardPage",
    "ConceptPage",
    "Edition",
    "EditionedMixin",
    "HomePage",
    "InfoPage",
    "LibraryPage",
    "LinkedTemplate",
    "NewsPage",
    "PageAttachment",
    "Phase",
    "SectionPage",
]
