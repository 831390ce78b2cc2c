"""``python -m bench``: every measure, one after the other."""

from bench import build, check, register

if __name__ == "__main__":
    check.main()
    build.main()
    register.main()
