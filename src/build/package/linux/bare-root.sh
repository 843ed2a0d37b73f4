# shellcheck shell=bash disable=SC2034
# Read by the checks in a bare Debian: makes the folder that it lies in, and starts programs there.
#   root FOLDER           a Debian 12 without anything beyond its base, and a user "somebody"
#   inside COMMAND...     as root in it; somebody COMMAND... as that user, in its home folder or in $at
#   display               a display without a window manager for its windows; its number is then in $display
#   window SECONDS PID    waits until a window of Bytestill is there, while the process lives
#   picture               of the display, in FOLDER.png
#   ended                 ends what still runs in it
root() {
    mkdir -p "$1"
    root=$(cd "$1" && pwd)
    if [ ! -x "$root/bin/sh" ]; then
        debootstrap --variant=minbase bookworm "$root" > "$root.log"
    fi
    # As the root of a machine, it is a file system of its own.
    mountpoint -q "$root" || mount --bind "$root" "$root"
    mountpoint -q "$root/proc" || mount -t proc proc "$root/proc"
    trap leave EXIT
    # Who reaches the registries through a server of their own has its certificate here.
    if [ -d /usr/local/share/ca-certificates ]; then
        mkdir -p "$root/usr/local/share"
        cp -r /usr/local/share/ca-certificates "$root/usr/local/share/"
    fi
    [ -d "$root/home/somebody" ] || inside useradd --create-home --shell /bin/bash somebody
}

leave() {
    ended
    [ -z "${server:-}" ] || kill "$server" || true
    umount "$root/proc" || true
    ! mountpoint -q "$root" || umount "$root"
}

ended() {
    local process
    for signal in TERM KILL; do
        for process in /proc/[0-9]*; do
            [ "$(readlink "$process/root")" != "$root" ] || kill -$signal "${process#/proc/}" 2> /dev/null || true
        done
        sleep 1
    done
}

at=/home/somebody
environment=(/usr/bin/env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 DEBIAN_FRONTEND=noninteractive)

inside() {
    chroot "$root" "${environment[@]}" HOME=/root "$@"
}

somebody() {
    chroot --userspec=somebody:somebody "$root" /usr/bin/env --chdir="$at" "${environment[@]}" HOME=/home/somebody ${display:+DISPLAY=:$display} "$@"
}

display() {
    # Its socket in /tmp is outside of the root: programs find it by its other, abstract name.
    Xvfb -displayfd 7 -screen 0 1280x800x24 -nolisten tcp 7> "$root.display" > "$root.xvfb" 2>&1 &
    server=$!
    until [ -s "$root.display" ]; do sleep 0.1; done
    display=$(cat "$root.display")
}

window() {
    local end=$((SECONDS + $1))
    until xwininfo -display ":$display" -root -tree | grep -q '"Bytestill'; do
        if [ $SECONDS -gt $end ] || ! kill -0 "$2"; then
            echo "No window came." >&2
            return 1
        fi
        sleep 0.05
    done
}

picture() {
    import -silent -display ":$display" -window root "$root.png"
}
