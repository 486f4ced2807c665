namespace SmtpGen.Runtime;

/// <summary>
/// A handler's method ended without a reply: it returned the default value of its result type. The client is answered by the
/// protocol's <c>handler failed</c> row, as if the method had thrown.
/// </summary>
public sealed class NoReplyChosenException : InvalidOperationException
{
    /// <summary>Names the handler that chose no reply.</summary>
    /// <param name="who">Begins the sentence: the method, with its class.</param>
    /// <param name="result">Name of the result type, whose members are the replies to choose from.</param>
    public NoReplyChosenException(string who, string result)
        : base($"{who} returned default({result}), which chooses no reply. Return one of the members of {result}.")
    {
    }

    private NoReplyChosenException(string message)
        : base(message)
    {
    }

    /// <summary>A method that returned the default value.</summary>
    /// <param name="handler">The handler that it belongs to.</param>
    /// <param name="method">Its name.</param>
    /// <param name="result">Name of the result type.</param>
    public static NoReplyChosenException Of(object handler, string method, string result) => new(Name(handler, method), result);

    /// <summary>A method that left recipients without an answer, or gave them the default value.</summary>
    /// <param name="handler">The handler that it belongs to.</param>
    /// <param name="method">Its name.</param>
    /// <param name="result">Name of the result type.</param>
    /// <param name="missing">How many answers are missing.</param>
    /// <param name="count">How many there should be.</param>
    public static NoReplyChosenException Of(object handler, string method, string result, int missing, int count) =>
        new($"{Name(handler, method)} left {missing} of {count} answers unset, or set them to default({result}), which chooses no reply. "
            + $"Set each to one of the members of {result}.");

    private static string Name(object handler, string method) => $"{handler.GetType().FullName}.{method}";
}
