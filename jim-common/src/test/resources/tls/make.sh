#!/bin/sh
# Makes the certificates for the tests anew, in this folder.
set -e
cd "$(dirname "$0")"
work=$(mktemp -d)
touch "$work/index.txt"
echo 01 > "$work/serial"
cat > "$work/ca.cnf" <<END
[ca]
default_ca = tests
[tests]
database = $work/index.txt
serial = $work/serial
new_certs_dir = $work
default_md = sha256
policy = any
unique_subject = no
[any]
commonName = supplied
[authority]
basicConstraints = critical, CA:true
[local]
subjectAltName = DNS:localhost, IP:127.0.0.1, IP:::1
[other]
subjectAltName = DNS:chat.example.org
END
sign() { # NAME KEY EXTENSIONS FROM TO
    openssl req -new -key "$2" -subj "/CN=$1" -out "$work/$1.csr"
    openssl ca -batch -notext -config "$work/ca.cnf" -cert ca.crt -keyfile "$work/ca.key" -extensions "$3" \
        -startdate "$4" -enddate "$5" -in "$work/$1.csr" -out "$1.crt"
}
openssl req -new -newkey rsa:2048 -nodes -keyout "$work/ca.key" -subj "/CN=JIM tests" -out "$work/ca.csr"
openssl ca -batch -notext -config "$work/ca.cnf" -selfsign -keyfile "$work/ca.key" -extensions authority \
    -startdate 20200101000000Z -enddate 21250101000000Z -in "$work/ca.csr" -out ca.crt
openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out rsa.key
openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out ec.key
sign rsa rsa.key local 20200101000000Z 21250101000000Z
sign ec ec.key local 20200101000000Z 21250101000000Z
sign other rsa.key other 20200101000000Z 21250101000000Z
sign expired rsa.key local 20210101000000Z 20211231000000Z
openssl rsa -in rsa.key -traditional -out old.key
openssl pkcs12 -export -in rsa.crt -inkey rsa.key -name server -passout pass:secret -out rsa.p12
openssl pkcs12 -export -nocerts -inkey rsa.key -passout pass:secret -out key-only.p12
rm -r "$work"
