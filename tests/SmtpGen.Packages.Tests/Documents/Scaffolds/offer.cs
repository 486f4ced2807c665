SaslContext context = default!;
/* block */
