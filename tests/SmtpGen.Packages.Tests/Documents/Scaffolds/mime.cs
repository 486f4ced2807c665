var message = new MimeKit.MimeMessage();
/* block */
