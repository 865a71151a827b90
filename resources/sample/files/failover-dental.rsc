# Stand-by line of the dental practice: over after three misses, back after five minutes of answers.
/tool netwatch
add name=fibre host=192.0.2.1 interval=3s timeout=1s fail-count=3 \
    down-script="/ip route set [find comment=standby] distance=1" \
    up-script=":delay 300s; /ip route set [find comment=standby] distance=10"
/ip firewall mangle
add chain=prerouting in-interface=lan action=accept comment="patient records on both lines"
