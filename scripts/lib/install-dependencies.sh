# shellcheck shell=bash
# Installs, or says how to install, what BERTune needs from the system. Sourced by scripts/test and
# scripts/quickstart.

# What the library links against: SHA-256.
bertune_packages=(libssl-dev pkg-config)
# The same, as pkg-config calls it.
bertune_libraries=(libcrypto)

# Whether the system has what pkg-config is asked for in Package.swift.
bertune_has_libraries() {
    command -v pkg-config >/dev/null && pkg-config --exists "${bertune_libraries[@]}"
}

bertune_check_swift() {
    local needed="6.3" found
    if ! command -v swift >/dev/null; then
        echo "Swift $needed or newer is needed and isn't installed; get it from https://www.swift.org/install" >&2
        return 1
    fi
    found=$(swift --version 2>/dev/null | sed -n 's/.*Swift version \([0-9][0-9.]*\).*/\1/p' | sed -n 1p)
    if [ "$(printf '%s\n' "$needed" "$found" | sort -V | sed -n 1p)" != "$needed" ]; then
        echo "Swift $needed or newer is needed, but $found is installed; get it from https://www.swift.org/install" >&2
        return 1
    fi
    echo "Swift $found"
}

bertune_install_libraries() {
    if bertune_has_libraries; then
        echo "${bertune_libraries[*]}: found"
        return
    fi
    if command -v brew >/dev/null; then
        echo "Installing openssl and pkg-config with brew"
        brew install openssl pkg-config
    elif ! command -v apt-get >/dev/null; then
        echo "pkg-config and the development packages of ${bertune_libraries[*]} are needed; install them" >&2
        return 1
    elif [ "$(id -u)" -ne 0 ]; then
        echo "pkg-config and ${bertune_libraries[*]} are needed; install them with" >&2
        echo "    sudo apt-get install ${bertune_packages[*]}" >&2
        return 1
    else
        echo "Installing ${bertune_packages[*]} with apt-get"
        # Old package lists name files that are gone; a fresh look comes only where the first try fails.
        apt-get install -y -qq --no-install-recommends "${bertune_packages[@]}" >/dev/null 2>&1 \
            || { apt-get update -qq && apt-get install -y -qq --no-install-recommends "${bertune_packages[@]}" >/dev/null; }
    fi
    bertune_has_libraries || { echo "pkg-config still doesn't find ${bertune_libraries[*]}" >&2; return 1; }
}

bertune_install_dependencies() {
    bertune_check_swift && bertune_install_libraries
}
