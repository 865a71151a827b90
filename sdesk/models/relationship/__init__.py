"""RE, Service Relationship: catalogue, agreements with customers and suppliers, performance report."""

from sdesk.models.measures import Judgement, Measure, Sense, Window
from sdesk.models.relationship.agreement import (
    Acknowledgement,
    Agreement,
    AgreementDate,
    AgreementForm,
    CustomerAgreement,
    ServiceTarget,
    SupplierAgreement,
)
from sdesk.models.relationship.catalogue import QualityMeasure, Service, ServiceCatalogue
from sdesk.models.relationship.performance import PerformanceReport

__all__ = [
    "Acknowledgement",
    "Agreement",
    "AgreementDate",
    "AgreementForm",
    "CustomerAgreement",
    "Judgement",
    "Measure",
    "PerformanceReport",
    "QualityMeasure",
    "Sense",
    "Service",
    "ServiceCatalogue",
    "ServiceTarget",
    "SupplierAgreement",
    "Window",
]
