await using var server = await SmtpTestServer.StartAsync();
/* block */
