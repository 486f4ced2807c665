namespace SmtpGen.Tool;

/// <summary>Turns what the libraries say about a wrong argument into words for users.</summary>
internal static class OptionError
{
    /// <summary>The message without the parameter's name, which .NET appends.</summary>
    public static string Text(ArgumentException exception)
    {
        int end = exception.Message.LastIndexOf(" (Parameter '", StringComparison.Ordinal);
        return end < 0 ? exception.Message : exception.Message[..end];
    }
}
