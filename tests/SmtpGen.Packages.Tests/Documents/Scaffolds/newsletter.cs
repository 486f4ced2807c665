var newsletter = new Newsletter();
/* block */

public sealed class Newsletter
{
    public Task SendAsync(string host, int port) => Task.CompletedTask;
}
