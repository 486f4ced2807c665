public static class Login
{
    public static async Task<object> RunAsync(
        byte[] name, byte[]? initialResponse, SaslContext context, Func<string, Task<byte[]>> Ask, Action<string> log, CancellationToken cancellationToken)
    {
/* block */
        return step;
    }
}
