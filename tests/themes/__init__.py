"""One column as many themes and plugins would publish it, for tests of the whole way through."""
