"""RE, Service Relationship: catalogue, agreements with customers and suppliers, performance report."""

from sdesk.models.relationship.agreement import (
    Acknowledgement,
    Agreement,
    AgreementDate,
    AgreementForm,
    CustomerAgreement,
    Measure,
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
    "Measure",
    "PerformanceReport",
    "QualityMeasure",
    "Service",
    "ServiceCatalogue",
    "ServiceTarget",
    "SupplierAgreement",
]
