"""``python -m bench``: every measure, one after the other."""

from bench import build, check, growth, mutations, register

if __name__ == "__main__":
    check.main()
    build.main()
    growth.main()
    register.main()
    mutations.main()
