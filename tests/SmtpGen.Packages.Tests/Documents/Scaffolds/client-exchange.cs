public static class Login
{
    public static string? Run(IReadOnlyCollection<string> offered, string challenge, SaslContext context)
    {
/* block */
        return initialResponse + answer;
    }
}
