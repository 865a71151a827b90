# Bench only: did not pass its tests.
/ip firewall address-list
add list=encrypted-lookups address=resolver-one.example
add list=encrypted-lookups address=resolver-two.example
/ip firewall filter
add chain=forward src-address=10.30.8.0/21 dst-address-list=encrypted-lookups \
    protocol=tcp dst-port=443,853 action=reject comment="youth protection"
