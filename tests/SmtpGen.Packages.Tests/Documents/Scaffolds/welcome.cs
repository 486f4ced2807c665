/* block */

static Task SendWelcomeMail(string host, int port) => Task.CompletedTask;
