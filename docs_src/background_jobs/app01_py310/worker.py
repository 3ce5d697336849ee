import time

from .jobs import Jobs


def make_report(title: str) -> str:
    return f"{title}: 12 shelves, 340 books"


def work_once(jobs: Jobs) -> bool:
    job = jobs.claim()
    if job is None:
        return False
    try:
        jobs.finish(job, make_report(job.title))
    except Exception as error:
        jobs.fail(job, str(error))
    return True


def main():
    jobs = Jobs()
    jobs.create_table()
    while True:
        if not work_once(jobs):
            time.sleep(1)


if __name__ == "__main__":
    main()
