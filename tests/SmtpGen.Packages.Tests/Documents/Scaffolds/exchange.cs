public static class Login
{
    public static async Task<SaslStep?> RunAsync(
        byte[] name, ReadOnlyMemory<byte>? initialResponse, SaslContext context, Func<byte[], Task<byte[]>> Ask, Action<string> log, CancellationToken cancellationToken)
    {
/* block */
        return refusal == SaslRefusal.EncryptionNeeded ? null : step;
    }
}
