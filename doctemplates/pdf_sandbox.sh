#!/bin/sh
# A document comes on standard input, its PDF goes to standard output; nothing else gets out.
#
# Started by pdf.py in user, mount, network and process namespaces of its own. Everything written
# lies in a tmpfs that ends with the namespace; of the machine only programs and fonts can be seen,
# read-only; there is no network, not even loopback.
set -eu
soffice=$1
megabytes=$2
seconds=$3
folder=$4

umask 077
mount -t tmpfs -o "size=${megabytes}m,mode=700" tmpfs /tmp
root=/tmp
cd /
mkdir -p "$root/job/profile/user" "$root/dev" "$root/proc" "$root/etc" "$root/tmp" "$root/var/cache"
# Show a folder read-only and without what is mounted below it. Where that is locked to it, as
# mounts from outside are in a namespace of users, it is covered.
show() {
    if ! mount --bind "$1" "$root$1" 2>/dev/null; then
        mount --rbind "$1" "$root$1"
        mounts=$(cat /proc/self/mountinfo) # read at once: covering adds to it
        while read -r _ _ _ _ target _; do
            case $target in
            "$root$1"/*) if [ -d "$target" ]; then
                mount -t tmpfs -o ro,size=4k tmpfs "$target"
            else
                mount --bind /dev/null "$target"
            fi ;;
            esac
        done <<MOUNTS
$mounts
MOUNTS
    fi
    mount -o remount,bind,ro "$root$1"
}

# Programs and fonts of the system and the folder of the office; not what else is installed in
# /opt, /usr/local or /usr/src.
for place in /bin /sbin /lib /lib32 /lib64 /libx32 /usr/bin /usr/sbin /usr/lib /usr/lib32 \
    /usr/lib64 /usr/libx32 /usr/libexec /usr/share /usr/local/share/fonts \
    ${folder:+"$folder"} /var/cache/fontconfig /etc/fonts /etc/libreoffice /etc/alternatives /etc/ld.so.cache; do
    if [ -h "$place" ]; then
        cp -P "$place" "$root$place"
    elif [ -d "$place" ]; then
        mkdir -p "$root$place"
        show "$place"
    elif [ -f "$place" ]; then
        cp "$place" "$root$place"
    fi
done
for device in null zero random urandom; do
    : >"$root/dev/$device"
    mount --bind "/dev/$device" "$root/dev/$device"
done
mount -t proc proc "$root/proc"
mkdir "$root/old"
cd "$root"
pivot_root . old
umount -l old
rmdir old

cat >/job/document.docx
cat >/job/profile/user/registrymodifications.xcu <<'XCU'
<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
XCU
ulimit -c 0
ulimit -v $((4 * 1024 * 1024))
# as process 1 of its namespace, timeout takes all others with it
exec timeout --signal=KILL "$seconds" \
    setpriv --no-new-privs --bounding-set=-all --inh-caps=-all \
    env -i HOME=/job TMPDIR=/tmp PATH=/usr/bin:/bin LANG=C.UTF-8 SAL_USE_VCLPLUGIN=svp \
    sh -c '"$0" -env:UserInstallation=file:///job/profile --headless --norestore --nolockcheck \
        --convert-to pdf:writer_pdf_Export --outdir /job /job/document.docx >/dev/null 2>&1 &&
        cat /job/document.pdf' "$soffice"
