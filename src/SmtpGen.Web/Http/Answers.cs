using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;

namespace SmtpGen.Web.Http;

/// <summary>Writes answers.</summary>
internal static class Answers
{
    /// <summary>JSON.</summary>
    public static Task JsonAsync<T>(HttpContext context, T value, JsonTypeInfo<T> shape, int status = StatusCodes.Status200OK)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(value, shape, cancellationToken: context.RequestAborted);
    }

    /// <summary>What went wrong, in words (RFC 9457).</summary>
    public static Task ProblemAsync(HttpContext context, int status, string detail)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(
            new WebProblem(status, detail), WebJson.Default.WebProblem, "application/problem+json", context.RequestAborted);
    }
}
