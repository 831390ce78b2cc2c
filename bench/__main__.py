"""``python -m bench``: every measure, one after the other."""

from bench import build, catalogue, check, growth, mutations, pdf, register

if __name__ == "__main__":
    check.main()
    build.main()
    pdf.main()
    growth.main()
    catalogue.main()
    register.main()
    mutations.main()
