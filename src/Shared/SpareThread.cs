namespace SmtpGen;

/// <summary>Starts threads where that may fail. Compiled into each assembly that has threads of its own.</summary>
internal static class SpareThread
{
    /// <summary>Starts a thread, which inherits nothing of the caller's context.</summary>
    /// <returns>False where the system has no thread to spare, as where a container may have no more.</returns>
    public static bool TryStart(Thread thread)
    {
        try
        {
            thread.UnsafeStart();
            return true;
        }
        catch (Exception exception) when (exception is OutOfMemoryException or ThreadStartException)
        {
            return false;
        }
    }
}
