from locust import HttpUser, between, task


class Visitor(HttpUser):
    wait_time = between(5, 15)  # seconds between two requests

    @task
    def read_the_page(self):
        self.client.get("/")
