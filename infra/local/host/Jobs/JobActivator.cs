using Microsoft.Azure.WebJobs.Host;
using Microsoft.Azure.WebJobs.Host.Executors;

namespace ReapFunctions.Local.Host.Jobs;

/// <summary>Makes the object that one run of a function happens in, and tells it which run it is.</summary>
internal sealed class JobActivator(FunctionRunner runner) : IJobActivatorEx
{
    public T CreateInstance<T>(IFunctionInstanceEx functionInstance)
    {
        var created = Activator.CreateInstance<T>();
        if (created is FunctionCall call)
        {
            call.Runner = runner;
            call.Instance = functionInstance;
        }
        return created;
    }

    public T CreateInstance<T>() => Activator.CreateInstance<T>();
}
