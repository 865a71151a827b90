"""RE, Service Relationship: catalogue, agreements with customers and suppliers, performance report."""

from sdesk.models.measures import Judgement, Measure, Sense, Window
from sdesk.models.relationship.agreement import (
    Acknowledgement,
    Agreement,
    AgreementDate,
    AgreementForm,
    CustomerAgreement,
    PublishedTerms,
    ServiceTarget,
    SupplierAgreement,
    TheirApproval,
)
from sdesk.models.relationship.catalogue import CatalogueGiven, QualityMeasure, Service, ServiceCatalogue
from sdesk.models.relationship.consulted import Consulted
from sdesk.models.relationship.performance import PerformanceReport

__all__ = [
    "Acknowledgement",
    "Agreement",
    "AgreementDate",
    "AgreementForm",
    "CatalogueGiven",
    "Consulted",
    "CustomerAgreement",
    "Judgement",
    "Measure",
    "PerformanceReport",
    "PublishedTerms",
    "QualityMeasure",
    "Sense",
    "Service",
    "ServiceCatalogue",
    "ServiceTarget",
    "SupplierAgreement",
    "TheirApproval",
    "Window",
]
