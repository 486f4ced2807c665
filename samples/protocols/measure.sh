#!/usr/bin/env bash
# Loads memcached, redis-server and the two samples with the same client load, one after the other in each round, and prints what the samples
# do as a ratio to the others in the same round: requests a second, and processor time a request. Each figure is the median of the rounds.
# Needs the programs memcached, memcaslap, redis-server and redis-benchmark. Usage: measure.sh [ROUNDS]
set -euo pipefail
cd "$(dirname "$0")"
rounds=${1:-5}
work=$(mktemp -d)
pids=()
trap 'kill "${pids[@]}" 2>/dev/null || true; rm -rf "$work"' EXIT
export DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS=${DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS-1}

for sample in memcached redis; do
    dotnet build "$sample" -c Release -v quiet --nologo >"$work/build" || { cat "$work/build" >&2; exit 1; }
done

# start PORT COMMAND...: the process must take connections on the port.
start() {
    local port=$1
    shift
    "$@" >/dev/null 2>&1 &
    pids+=($!)
    until (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do
        kill -0 "${pids[-1]}" || exit 1
        sleep 0.1
    done
}

start 22201 memcached -u nobody -l 127.0.0.1 -p 22201 -t 1
start 22202 dotnet memcached/bin/Release/net10.0/Memcached.dll --Memcached:Listen:0=127.0.0.1:22202
start 22203 redis-server --bind 127.0.0.1 --port 22203 --save '' --appendonly no
start 22204 dotnet redis/bin/Release/net10.0/Redis.dll --Redis:Listen:0=127.0.0.1:22204

# Ticks of processor time of the process at a place in the list.
ticks() { awk '{ sub(/.*\) /, ""); print $12 + $13 }' "/proc/${pids[$1]}/stat"; }

# Each load prints the requests a second. One in ten requests of memcaslap stores a value of 100 octets, the others ask for one.
memcached_load() { memcaslap -s "127.0.0.1:$1" -T 1 -c 16 -X 100 -x 100000 "${@:2}" | awk '/TPS/ { print $7 }'; }
redis_load() { redis-benchmark -h 127.0.0.1 -p "$1" -t "$2" -c 50 -n "$3" -P "$4" -d 100 --csv 2>/dev/null | tail -1 | cut -d, -f2 | tr -d '"'; }

# measure PLACE REQUESTS LOAD...: requests a second and ticks a million requests.
measure() {
    local place=$1 requests=$2 before speed
    shift 2
    before=$(ticks "$place")
    speed=$("$@")
    echo "$speed $((($(ticks "$place") - before) * 1000000 / requests))"
}

# compare NAME PLACE REQUESTS LOAD PORT ARGUMENTS...: the other server, then ours, which are neighbours.
compare() {
    local name=$1 place=$2 requests=$3 load=$4 port=$5
    shift 5
    local other ours
    other=$(measure "$place" "$requests" "$load" "$port" "$@")
    ours=$(measure "$((place + 1))" "$requests" "$load" "$((port + 1))" "$@")
    echo "$name $other $ours" >>"$work/$name"
}

for round in $(seq 0 "$rounds"); do
    compare memcached 0 100000 memcached_load 22201
    compare memcached-multi-get 0 100000 memcached_load 22201 -d 10
    for test in set get; do
        compare "redis-$test" 2 100000 redis_load 22203 "$test" 100000 1
        compare "redis-$test-pipelined" 2 400000 redis_load 22203 "$test" 400000 16
    done
    # The first round warms up.
    [ "$round" -gt 0 ] || rm "$work"/memcached* "$work"/redis*
done

median() { sort -n | awk '{ value[NR] = $1 } END { print value[int((NR + 1) / 2)] }'; }
printf '%-22s %12s %12s %8s %8s\n' load theirs/s ours/s speed cpu
for file in "$work"/memcached* "$work"/redis*; do
    printf '%-22s %12.0f %12.0f %8.2f %8.2f\n' "$(basename "$file")" "$(awk '{ print $2 }' "$file" | median)" "$(awk '{ print $4 }' "$file" | median)" \
        "$(awk '{ print $4 / $2 }' "$file" | median)" "$(awk '{ print $5 / ($3 > 0 ? $3 : 1) }' "$file" | median)"
done
